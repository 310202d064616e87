const { Worker } = require('bullmq');
const Redis = require('ioredis');

const connection = new Redis(process.env.REDIS_URL, { maxRetriesPerRequest: null });
const worker = new Worker('exports', async (job) => job.data, { connection });

process.on('SIGTERM', () => worker.close());
