import type { FailpointName } from '@promptbin/failpoints'
import type { Product } from '../../product.ts'
import { type ProcessName, setting } from './armed-product.ts'

/** Does something after which a process comes by at a failpoint. */
export type Provocation = (product: Product) => Promise<unknown>

export function ask(
  product: Product,
  method: string,
  path: string,
  body?: object,
): Promise<Response> {
  return fetch(new URL(path, product.instance.supervisor.url), {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
}

let seconds = 20

/** Another value each time, or nothing would be written. */
export const changeSetting: Provocation = (product) => {
  seconds += 1
  return ask(product, 'PATCH', '/api/v1/config', { set: { [setting.key]: `${seconds}s` } })
}

export const auditedChange: Provocation = (product) =>
  ask(product, 'PUT', '/api/v1/log-level', { level: 'debug' })

const kill =
  (service: ProcessName): Provocation =>
  async (product) =>
    void process.kill(product.pidOf(service), 'SIGKILL')

const reloadWeb: Provocation = (product) =>
  ask(product, 'POST', '/api/v1/services/prompt-web/reload', {})

export const makeBackup: Provocation = (product) => ask(product, 'POST', '/api/v1/backups', {})

export const restoreBackup: Provocation = (product) =>
  ask(product, 'POST', '/api/v1/backups/restore', {})

const askMetrics: Provocation = (product) => ask(product, 'GET', '/metrics')

/** What nothing stands for here comes of itself while people write. */
const provocations: readonly (readonly [RegExp, Provocation])[] = [
  [/^supervisor\/audit/, auditedChange],
  [/^supervisor\/configuration/, changeSetting],
  // The death of a process is remembered, and ends its channel.
  [/^supervisor\/(state|ipc.channel)/, kill('mcp-gateway')],
  [/^backup/, makeBackup],
  [/ipc.message/, askMetrics],
  [/store.opening/, kill('prompt-web')],
  [/store.clos/, reloadWeb],
]

/** How to bring a process to a failpoint. */
export function provocationOf(process: ProcessName, name: FailpointName): Provocation {
  const found = provocations.find(([pattern]) => pattern.test(`${process}/${name}`))
  return found?.[1] ?? (async () => {})
}
