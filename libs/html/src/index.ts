export { type Content, each, html, type Markup, writtenPieces } from './html.ts'
export { pagePolicy } from './page-policy.ts'
