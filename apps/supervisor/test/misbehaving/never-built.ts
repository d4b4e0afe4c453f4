import { isSupervised } from '@promptbin/config'
import { endWithSupervisor } from '@promptbin/service'

// Like a service whose library is moved to a new format for a long time.
endWithSupervisor(isSupervised())
process.stdout.write(`${JSON.stringify({ event: 'test.building', pid: process.pid })}\n`)
setInterval(() => {}, 1000)
