import { everyPhase, type Fault } from '../../proxy/fault.ts'

const page = '<h1>It works</h1>'

/** Somebody else answers, content with himself. */
export const wrongContent: Fault = {
  name: 'wrong content',
  phases: everyPhase,
  strike: ({ client, web, deafen }) => {
    deafen()
    client.end(
      `HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: ${page.length}\r\nconnection: close\r\n\r\n${page}`,
    )
    web.destroy()
  },
}
