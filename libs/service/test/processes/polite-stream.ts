import { start } from './start.ts'

await start((app) => {
  app.get('/', (request, reply) => {
    request.longLived = true
    reply.hijack()
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream' })
    reply.raw.write('data: hello\n\n')
    app.onDrain(() => {
      reply.raw.end('event: goodbye\n\n')
    })
  })
})
