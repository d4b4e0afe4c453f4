import { setTimeout as after } from 'node:timers/promises'
import { connectSupervisor } from '../../src/index.ts'

/** Connects when its parent is already gone. */
process.send?.('started')
while (process.connected) await after(5)
connectSupervisor()?.onDisconnect(() => process.exit(7))
connectSupervisor()?.send({ v: 1, type: 'prepared' })
await after(60_000)
