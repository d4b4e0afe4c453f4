/** Probes and scrapes would water the rest down. */
const notOperational = 'route!~"/(livez|readyz|startupz|health|metrics).*"'

const duration = 'promptbin_http_request_duration_seconds'

const operation = 'mcp_server_operation_duration_seconds'

/** The selector of requests to a service, or to several: a regular expression. */
export const requestsTo = (service: string) =>
  `instance=~"$instance", service=~"${service}", ${notOperational}`

export const operations = 'instance=~"$instance"'

/** Requests a second, by labels. */
export const requestRate = (service: string, by: string) =>
  `sum by (${by}) (rate(${duration}_count{${requestsTo(service)}}[$__rate_interval]))`

/** The share of requests that the service could not answer, by labels. */
export const failedShare = (service: string, by: string) =>
  `sum by (${by}) (rate(${duration}_count{${requestsTo(service)}, status_class="5xx"}[$__rate_interval])) / ${requestRate(service, by)}`

/** What a share of the requests was faster than, in seconds, by labels. */
export const requestQuantile = (quantile: number, service: string, by: string) =>
  `histogram_quantile(${quantile}, sum by (le, ${by}) (rate(${duration}_bucket{${requestsTo(service)}}[$__rate_interval])))`

/** MCP operations a second, by labels. */
export const operationRate = (by: string, where = operations) =>
  `sum by (${by}) (rate(${operation}_count{${where}}[$__rate_interval]))`

/** What a share of the MCP operations was faster than, in seconds, by labels. */
export const operationQuantile = (quantile: number, by: string) =>
  `histogram_quantile(${quantile}, sum by (le, ${by}) (rate(${operation}_bucket{${operations}}[$__rate_interval])))`
