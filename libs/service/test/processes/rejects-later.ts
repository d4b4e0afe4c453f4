import { start } from './start.ts'

await start((app) => {
  app.get('/', async () => {
    setImmediate(() => Promise.reject(new RangeError('nobody handles this')))
    return 'answered'
  })
})
