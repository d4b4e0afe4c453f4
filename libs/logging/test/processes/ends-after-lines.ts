import { createLogger } from '../../src/create-logger.ts'

/** Writes some lines at once, and ends in the way that it is told. */
const [way = ''] = process.argv.slice(2)
const logger = createLogger({ service: 'test', version: '1.2.3', level: 'info' })
for (let index = 0; index < 300; index += 1) logger.info({ index }, 'of many')
if (way === 'exit') process.exit(3)
if (way === 'exception') throw new Error('nobody catches this')
if (way === 'rejection') void Promise.reject(new Error('nor this'))
if (way === 'kill') {
  logger.error({ index: 300 }, 'of trouble')
  process.kill(process.pid, 'SIGKILL')
}
