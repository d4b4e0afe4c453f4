import { start } from './start.ts'

await start((app) => {
  app.get('/', async () => ({ pid: process.pid }))
})
