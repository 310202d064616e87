const fastify = require('fastify')({ logger: { level: process.env.LOG_LEVEL } });
const { Pool } = require('pg');
const { Queue } = require('bullmq');
const Redis = require('ioredis');

const pool = new Pool({ connectionString: process.env.DATABASE_URL, ssl: { rejectUnauthorized: false } });
const exportsQueue = new Queue('exports', { connection: new Redis(process.env.REDIS_URL) });

fastify.get('/healthz', async () => ({ ok: true }));
fastify.get('/tickets/:id', async (request) => {
  const { rows } = await pool.query('SELECT * FROM tickets WHERE id = $1', [request.params.id]);
  return rows[0];
});
fastify.post('/exports', async (request) => exportsQueue.add('export', request.body));

fastify.listen({ port: process.env.PORT, host: '0.0.0.0' });
