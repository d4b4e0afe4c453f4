import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { standUnderInit } from '../src/first-process/stand-under-init.ts'
import { promptbin } from '../src/promptbin.ts'
import { services as realServices, type ServiceName } from '../src/services.ts'

standUnderInit()

// A test has a defect happen, of which nobody in the program knows.
if (process.env['TEST_DEFECTS'] === '1') {
  process.on('SIGUSR2', () => {
    throw new RangeError('nobody catches this')
  })
}

// The real command over tiny services. A test can put a misbehaving one in the gateway's place.
const extension = extname(import.meta.url)
const entryOf = (script: string) =>
  fileURLToPath(new URL(script.replace(/\.ts$/, extension), import.meta.url))
const entries: Readonly<Record<ServiceName, string>> = {
  'prompt-web': entryOf('services/web.ts'),
  'mcp-gateway': entryOf(process.env['TEST_GATEWAY'] ?? 'services/gateway.ts'),
}
const services = realServices.map((service) => ({ ...service, entry: entries[service.name] }))

const { argv, stdin, stdout, stderr } = process
process.exit(await promptbin({ argv, services, terminal: { stdin, stdout, stderr } }))
