import { Readable } from 'node:stream'
import type { PromptBinError } from '@promptbin/errors'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { eventStream, type ServerSentEvent } from './event-stream.ts'

export interface EventStreamsOptions {
  /** As many clients as may follow at once; each costs a connection for as long as it stays. */
  readonly maxStreams: number
  /** What the one too many is told. */
  readonly tooMany: (maxStreams: number) => PromptBinError
}

/** The open streams of server-sent events of one address. */
export interface EventStreams {
  /**
   * Answers with a stream that ends when the client leaves, when the service drains, or with the
   * events. They are made with the signal of that. Throws what `tooMany` makes.
   */
  answer(
    request: FastifyRequest,
    reply: FastifyReply,
    events: (signal: AbortSignal) => AsyncIterable<ServerSentEvent>,
  ): FastifyReply
}

/** Counts the streams of an address, and ends them when the service drains. */
export function createEventStreams(
  app: FastifyInstance,
  { maxStreams, tooMany }: EventStreamsOptions,
): EventStreams {
  const streams = new Set<AbortController>()
  let isDraining = false
  app.onDrain(() => {
    isDraining = true
    for (const stream of streams) stream.abort()
  })
  return {
    answer(request, reply, events) {
      if (streams.size >= maxStreams) throw tooMany(maxStreams)
      const stream = new AbortController()
      streams.add(stream)
      // Whoever was told to go may be back before the port is closed, and would stay to the end.
      if (isDraining) stream.abort()
      reply.raw.once('close', () => {
        streams.delete(stream)
        stream.abort()
      })
      request.longLived = true
      return reply
        .headers({ 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
        .type('text/event-stream; charset=utf-8')
        .send(Readable.from(eventStream(events(stream.signal), stream.signal)))
    },
  }
}
