import { afterAll, beforeAll, test } from 'vitest'
import { createDataFolder, Product } from '../product.ts'
import { healthUrlsOf, interval, survives } from './watched-health.ts'

/** Whatever happens to a process, health tells of it, and it is over without anybody's help. */

const data = createDataFolder()
let product: Product

beforeAll(async () => {
  product = await Product.start(data.path, interval)
})

afterAll(async () => {
  await product.stop()
  data.remove()
})

const services = ['prompt-web', 'mcp-gateway'] as const

test.each(services)('%s is killed', (service) =>
  survives(healthUrlsOf(product.instance), {
    check: 'services:ready',
    says: new RegExp(`${service}: .*SIGKILL`),
    breakIt: () => process.kill(product.pidOf(service), 'SIGKILL'),
  }),
)

test.each(services)('%s is stopped, and does nothing any more', (service) =>
  survives(healthUrlsOf(product.instance), {
    check: `${service}:responseTime`,
    says: /no sign of life|aborted|no answer/,
    breakIt: () => process.kill(product.pidOf(service), 'SIGSTOP'),
  }),
)

// Stopped and not killed: one that is killed may be back before the check has run. A stopped one is
// replaced when it has been silent for longer than the check waits.
test('without prompt-web nobody knows how many prompts there are', () =>
  survives(healthUrlsOf(product.instance), {
    check: 'library:prompts',
    says: /library:prompts fails: no answer within|^no answer within/,
    breakIt: () => process.kill(product.pidOf('prompt-web'), 'SIGSTOP'),
  }))
