import { fileURLToPath } from 'node:url'
import { promptbin } from '../src/promptbin.ts'
import type { ServiceDefinition } from '../src/services.ts'

// The real command over tiny services. A test can put a misbehaving one in the gateway's place.
const entryOf = (script: string) => fileURLToPath(new URL(script, import.meta.url))
const services: readonly ServiceDefinition[] = [
  { name: 'prompt-web', section: 'web', entry: entryOf('services/web.ts') },
  {
    name: 'mcp-gateway',
    section: 'mcp',
    entry: entryOf(process.env['TEST_GATEWAY'] ?? 'services/gateway.ts'),
  },
]

const { argv, stdin, stdout, stderr } = process
process.exit(await promptbin({ argv, services, terminal: { stdin, stdout, stderr } }))
