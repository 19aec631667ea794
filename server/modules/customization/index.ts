/**
 * Customization: how a company makes the product its own. It owns saved views of lists and the
 * company's logo. It says aloud that a view was made, changed or removed.
 */
export { logoLink, picturesOf } from './logo.ts'
