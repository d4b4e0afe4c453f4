import { everyPhase, type Fault } from '../../proxy/fault.ts'

const page = '<h1>Service Unavailable</h1>'

/** Somebody on the way answers that prompt-web is not there; in the phase `answer` it had done its work. */
export const serverError: Fault = {
  name: 'server error',
  phases: everyPhase,
  strike: ({ client, web, deafen }) => {
    deafen()
    client.end(
      `HTTP/1.1 503 Service Unavailable\r\ncontent-type: text/html\r\ncontent-length: ${page.length}\r\nconnection: close\r\n\r\n${page}`,
    )
    web.destroy()
  },
}
