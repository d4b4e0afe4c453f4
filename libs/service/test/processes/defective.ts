import { once } from 'node:events'
import { start } from './start.ts'

/** Each request but the one to `/slow` has a defect that concerns nobody who waits. */
await start((app) => {
  app.get('/slow', async (request) => {
    request.log.info({ event: 'test.arrived' })
    await once(process, 'SIGUSR2')
    return 'done'
  })
  app.get('/throws', async () => {
    setImmediate(() => {
      throw new RangeError('nobody catches this')
    })
    return 'answered'
  })
  app.get('/rejects', async () => {
    setImmediate(() => Promise.reject(new RangeError('nobody handles this')))
    return 'answered'
  })
})
