import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

/** A storage that speaks as much of S3 as backups need, and keeps everything in memory. */
export interface S3Storage {
  readonly endpoint: string
  /** Contents by key. */
  readonly objects: ReadonlyMap<string, Buffer>
  /** What was asked for, as in `POST uploads`. */
  readonly asked: readonly string[]
  /** From now on every request fails with this status; with none it does what it is asked again. */
  failWith(status: number | undefined): void
  close(): void
}

interface Asked {
  readonly key: string
  readonly query: URLSearchParams
  readonly body: Buffer
}

interface Answer {
  readonly status: number
  readonly body?: string | Buffer
}

/** The signature names who signs, for which day and region, and what (AWS Signature Version 4). */
const signature =
  /^AWS4-HMAC-SHA256 Credential=key\/\d{8}\/somewhere\/s3\/aws4_request, SignedHeaders=/

const refusal = (status: number, code: string): Answer => ({
  status,
  body: `<Error><Code>${code}</Code><Message>${code}</Message></Error>`,
})

/** What tells one request from others: its method and the first of these parameters that it has. */
function nameOf(method: string, key: string, query: URLSearchParams): string {
  const telling = ['partNumber', 'uploads', 'uploadId', 'delete'].find((name) => query.has(name))
  return [method, telling ?? (key === '' ? 'list' : 'object')].join(' ')
}

/** Starts one with the bucket `bucket`, for the key `key` in the region `somewhere`. */
export async function startS3Storage(): Promise<S3Storage> {
  const objects = new Map<string, Buffer>()
  const parts = new Map<number, Buffer>()
  const asked: string[] = []
  let failing: number | undefined
  const actions: Readonly<Record<string, (asked: Asked) => Answer>> = {
    'GET list': ({ query }) => ({ status: 200, body: listing(objects, query.get('prefix') ?? '') }),
    'GET object': ({ key }) => {
      const body = objects.get(key)
      return body ? { status: 200, body } : refusal(404, 'NoSuchKey')
    },
    'PUT object': ({ key, body }) => {
      objects.set(key, body)
      return { status: 200 }
    },
    'DELETE object': ({ key }) => {
      objects.delete(key)
      return { status: 204 }
    },
    'POST delete': ({ body }) => {
      for (const [, key] of String(body).matchAll(/<Key>(.*?)<\/Key>/g)) objects.delete(String(key))
      return { status: 200, body: '<DeleteResult></DeleteResult>' }
    },
    'POST uploads': ({ key }) => {
      parts.clear()
      const about = `<Bucket>bucket</Bucket><Key>${key}</Key><UploadId>1</UploadId>`
      return {
        status: 200,
        body: `<InitiateMultipartUploadResult>${about}</InitiateMultipartUploadResult>`,
      }
    },
    'PUT partNumber': ({ query, body }) => {
      parts.set(Number(query.get('partNumber')), body)
      return { status: 200 }
    },
    'POST uploadId': ({ key }) => {
      const inOrder = [...parts.keys()].toSorted((one, other) => one - other)
      objects.set(key, Buffer.concat(inOrder.flatMap((number) => parts.get(number) ?? [])))
      const about = `<Key>${key}</Key><ETag>"tag"</ETag>`
      return {
        status: 200,
        body: `<CompleteMultipartUploadResult>${about}</CompleteMultipartUploadResult>`,
      }
    },
  }
  const server = createServer(async (request, response) => {
    const { method = '', headers, url = '' } = request
    const { pathname, searchParams: query } = new URL(url, 'http://s3')
    const body = await buffer(request)
    const [bucket, ...path] = pathname.slice(1).split('/')
    const key = path.map(decodeURIComponent).join('/')
    const name = nameOf(method, key, query)
    asked.push(name)
    const answer = failing
      ? refusal(failing, 'InternalError')
      : !signature.test(headers.authorization ?? '')
        ? refusal(403, 'AccessDenied')
        : bucket !== 'bucket'
          ? refusal(404, 'NoSuchBucket')
          : (actions[name]?.({ key, query, body }) ?? refusal(400, 'NotKnown'))
    response.writeHead(answer.status, { etag: '"tag"' }).end(answer.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects,
    asked,
    failWith: (status) => {
      failing = status
    },
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

function listing(objects: ReadonlyMap<string, Buffer>, prefix: string): string {
  const contents = [...objects]
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, { length }]) => `<Key>${key}</Key><Size>${length}</Size><ETag>"tag"</ETag>`)
    .map((entry) => `<Contents>${entry}</Contents>`)
  return `<ListBucketResult><IsTruncated>false</IsTruncated>${contents.join('')}</ListBucketResult>`
}
