import { connectSupervisor } from '../../src/index.ts'

/** Twelve parts listen; tells how many heard of a stop, and what Node has warned of by then. */
const channel = connectSupervisor()
const warnings: string[] = []
process.on('warning', ({ name }) => warnings.push(name))
let heard = 0
const parts = Array.from({ length: 12 }, () => () => {
  heard += 1
  if (heard === 12) {
    channel?.send({ v: 1, type: 'ready', url: `${heard} heard; ${warnings.join(', ')}` })
  }
})
for (const part of parts) channel?.onStop(part)
channel?.onDisconnect(() => process.exit(7))
channel?.send({ v: 1, type: 'prepared' })
