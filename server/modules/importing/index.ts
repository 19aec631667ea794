/**
 * Importing: how a company's books come in from a file. It owns uploaded files, what their columns
 * mean, what became of each row, and the codes by which files call customers; what is written
 * belongs to the modules that offer importers. It says aloud that an import went on, ended, or was
 * taken back.
 */
export { importingJobs } from './jobs.ts'
