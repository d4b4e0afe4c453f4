import { connectSupervisor } from '../../src/index.ts'

process.exit(connectSupervisor() === undefined ? 0 : 1)
