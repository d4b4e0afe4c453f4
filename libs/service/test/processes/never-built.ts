import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { createLogger } from '@promptbin/logging'
import { endWithSupervisor } from '../../src/index.ts'

// As a service whose store is busy with one long statement when it starts.
endWithSupervisor(process.env.TEST_SUPERVISED === '1')
const worker = new Worker("require('node:worker_threads').parentPort.postMessage(0); for (;;);", {
  eval: true,
})
worker.once('message', () => {
  createLogger({ service: 'test', version: '1.2.3', level: 'info' }).info({
    event: 'test.building',
  })
})
await once(worker, 'exit')
