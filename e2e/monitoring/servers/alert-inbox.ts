import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** What Alertmanager sends to a webhook (https://prometheus.io/docs/alerting/0.25/configuration/#webhook_config). */
interface Notification {
  readonly alerts: readonly {
    readonly status: 'firing' | 'resolved'
    readonly labels: Readonly<Record<string, string>>
    readonly annotations: Readonly<Record<string, string>>
  }[]
}

/** An alert as it came to a receiver. */
export interface Received {
  /** The name of the receiver: `page` or `ticket`. */
  readonly receiver: string
  readonly status: 'firing' | 'resolved'
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
}

/** Where the alerts of a test go: a receiver of Alertmanager that keeps what it gets. */
export interface AlertInbox {
  readonly url: string
  /** The first that is so, of those that came and those that will come. */
  first(isIt: (received: Received) => boolean): Promise<Received>
  close(): void
}

export async function openAlertInbox(): Promise<AlertInbox> {
  const received: Received[] = []
  const waiting = new Set<() => void>()
  const server = createServer(async (request, response) => {
    const { alerts } = JSON.parse(await text(request)) as Notification
    const receiver = request.url?.slice(1) ?? ''
    received.push(...alerts.map((alert) => ({ receiver, ...alert })))
    response.end()
    for (const look of waiting) look()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    first: (isIt) =>
      new Promise((resolve) => {
        const look = () => {
          const found = received.find(isIt)
          if (!found) return
          waiting.delete(look)
          resolve(found)
        }
        waiting.add(look)
        look()
      }),
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
