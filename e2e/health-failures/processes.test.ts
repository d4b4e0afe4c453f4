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

test('without prompt-web nobody knows how many prompts there are', () =>
  survives(healthUrlsOf(product.instance), {
    check: 'library:prompts',
    says: /prompt-web is away|ECONNRESET|hang up/,
    breakIt: () => process.kill(product.pidOf('prompt-web'), 'SIGKILL'),
  }))
