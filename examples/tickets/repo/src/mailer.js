const { Worker } = require('bullmq');
const Redis = require('ioredis');

const connection = new Redis(process.env.REDIS_URL, { maxRetriesPerRequest: null });
new Worker('mails', async (job) => send(job.data, process.env.SENDGRID_API_KEY), { connection });
