import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parentPort } from 'node:worker_threads'
import { NodeCompiler, type NodeError, PdfStandard } from '@myriaddreamin/typst-ts-node-compiler'
import type { PdfAnswer, PdfJob, PdfReady } from '#platform/pdf.ts'
import { fontCoverage, printable } from '#platform/pdf-text.ts'

/** Documents see this folder (the shared look) as `/`, and everything of their own as `/job/`. */
const workspace = fileURLToPath(new URL('./documents', import.meta.url))
const inJob = (name: string): string => join(workspace, 'job', name)

const fontPackage = '@expo-google-fonts/ibm-plex-sans-arabic'
const require = createRequire(import.meta.url)
const fonts = ['400Regular', '500Medium', '600SemiBold', '700Bold'].map((weight) =>
  readFileSync(require.resolve(`${fontPackage}/${weight}/IBMPlexSansArabic_${weight}.ttf`)),
)
const coverage = fontCoverage(fonts)
const compiler = NodeCompiler.create({ workspace, fontArgs: [{ fontBlobs: fonts }] })

/** Chrome's viewer reverses the words of Latin text in a file marked R2L; the mark has the same length either way. */
function readLeftToRight(pdf: Buffer): Buffer {
  const copy = Buffer.from(pdf)
  for (const mark of ['/Direction /R2L', '/Direction/R2L']) {
    for (let at = copy.indexOf(mark); at >= 0; at = copy.indexOf(mark)) {
      copy.write('L2R', at + mark.length - 3, 'latin1')
    }
  }
  return copy
}

function explain(error: NodeError | null): string {
  return error ? JSON.stringify(compiler.fetchDiagnostics(error)) : 'The compiler gave no reason'
}

function compile(job: PdfJob): Buffer {
  compiler.resetShadow()
  for (const name of readdirSync(job.folder)) {
    if (name.endsWith('.typ')) compiler.mapShadow(inJob(name), readFileSync(join(job.folder, name)))
  }
  for (const [name, bytes] of Object.entries(job.files)) {
    compiler.mapShadow(inJob(name), Buffer.from(bytes))
  }
  compiler.mapShadow(inJob('data.json'), Buffer.from(printable(job.data, coverage)))

  const compiled = compiler.compile({ mainFilePath: inJob(job.main) })
  if (compiled.hasError() || !compiled.result) throw new Error(explain(compiled.takeError()))
  // A missing font is only a warning to the compiler, and another font on another machine to us.
  const warnings = compiled.takeWarnings()
  if (warnings) throw new Error(explain(warnings))
  const pdf = compiler.pdf(compiled.result, {
    pdfStandard: PdfStandard.A_3b,
    creationTimestamp: job.createdAtSeconds,
  })
  return readLeftToRight(pdf)
}

function answer(job: PdfJob): PdfAnswer {
  try {
    return { id: job.id, pdf: new Uint8Array(compile(job)) }
  } catch (error) {
    return { id: job.id, problem: error instanceof Error ? error.message : String(error) }
  }
}

parentPort?.on('message', async (job: PdfJob) => {
  parentPort?.postMessage(answer(job))
  // Without both, every document leaves 1.8 MB behind: the compiler's memory is freed on the event loop.
  compiler.evictCache(2)
  await setImmediate()
})

const ready: PdfReady = 'ready'
parentPort?.postMessage(ready)
