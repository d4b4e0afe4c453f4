/** A failure as every service tells of it (RFC 9457). */
export const problemSchema = {
  type: 'object',
  properties: {
    type: { type: 'string', const: 'about:blank' },
    title: { type: 'string', description: 'The meaning of the status.' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'What went wrong, for people.' },
    code: { type: 'string', pattern: '^PB_[A-Z_]+$', description: 'Never changes.' },
    hint: { type: 'string', description: 'What to do about it.' },
    class: {
      type: 'string',
      enum: ['user', 'transient', 'permanent', 'internal'],
      description: "Whose turn it is: yours, nobody's, whoever runs PromptBin, or its developers.",
    },
    retry: {
      type: 'string',
      enum: ['never', 'same-request', 'after-a-while', 'after-a-look', 'after-repair'],
      description: 'Whether and when the same request can be sent again.',
    },
    requestId: { type: 'string', description: 'Joins this with the log.' },
    traceId: { type: 'string' },
    errors: {
      type: 'array',
      description: 'Every field that was refused.',
      items: {
        type: 'object',
        properties: {
          pointer: { type: 'string', description: 'Which field (RFC 6901).' },
          message: { type: 'string' },
        },
        required: ['pointer', 'message'],
      },
    },
  },
  required: ['type', 'title', 'status', 'detail', 'code', 'hint', 'class', 'retry', 'requestId'],
  example: {
    type: 'about:blank',
    title: 'Not Found',
    status: 404,
    detail: 'There is no service prompt-wed.',
    code: 'PB_SERVICE_UNKNOWN',
    hint: 'The services are prompt-web and mcp-gateway.',
    class: 'user',
    retry: 'never',
    requestId: '01hzx3k2v9d8',
    traceId: '0af7651916cd43dd8448eb211c80319c',
  },
} as const
