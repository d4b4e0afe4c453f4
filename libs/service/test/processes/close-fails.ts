import { start } from './start.ts'

await start(
  () => {},
  () => Promise.reject(new Error('the store does not close')),
)
