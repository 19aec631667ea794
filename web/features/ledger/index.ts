/** What other pages say of entries and of the documents that posted them. */
export { useDocumentName } from './document-name.ts'
