import { setTimeout as after } from 'node:timers/promises'
import { start } from './start.ts'

await start((app) => {
  app.get('/', async (request) => {
    request.log.info({ event: 'test.arrived' })
    await after(300)
    return 'done'
  })
})
