import { createServer } from 'node:http'

/*
 * The least that pm2 can keep alive and reload: tells when it answers, and finishes its requests
 * when asked to end. In JavaScript, as to strip types would count against pm2.
 */

const answer = JSON.stringify({ pid: process.pid, items: [], nextCursor: null, total: 0 })

const server = createServer((_request, response) => {
  response.setHeader('content-type', 'application/json')
  if (isEnding) response.setHeader('connection', 'close')
  response.end(answer)
})
let isEnding = false

process.once('SIGINT', () => {
  isEnding = true
  server.close(() => process.exit(0))
})

server.listen(Number(process.env.PORT), '127.0.0.1', () => process.send?.('ready'))
