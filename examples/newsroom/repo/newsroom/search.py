from django.conf import settings
from elasticsearch import Elasticsearch

client = Elasticsearch([settings.ELASTICSEARCH_URL])
