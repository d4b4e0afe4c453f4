export { type Content, each, html, type Markup, writtenPieces } from './html.ts'
