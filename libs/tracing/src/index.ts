export { httpClientEnd, httpClientSpan, type SentRequest } from './spans/http-client-span.ts'
export { httpServerEnd, httpServerSpan, type ServedRequest } from './spans/http-server-span.ts'
export { type McpRequest, mcpServerEnd, mcpServerSpan } from './spans/mcp-server-span.ts'
export { type StoreQuery, storeEnd, storeSpan } from './spans/store-span.ts'
export { type DropReason, startTracing, type TracingOptions } from './start-tracing.ts'
export type {
  CollectorBreaker,
  Span,
  SpanAttributes,
  SpanEnd,
  SpanStart,
  Tracing,
} from './tracing.ts'
