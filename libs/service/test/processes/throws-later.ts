import { start } from './start.ts'

await start((app) => {
  app.get('/', async () => {
    setImmediate(() => {
      throw new RangeError('nobody handles this')
    })
    return 'answered'
  })
})
