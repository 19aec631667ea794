import { Button } from '@mantine/core'
import { IconFileImport, IconFileSpreadsheet } from '@tabler/icons-react'
import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { type DragEvent, useRef, useState } from 'react'
import type { ImportRow, ImportState } from '#core/importing/api.ts'
import { api, client } from '#web/client.ts'
import { useMay } from '#web/me.tsx'
import { newId } from '#web/new-id.ts'
import { useGo } from '#web/place.ts'
import { base64Of } from '#web/read-file.ts'
import { refusalOf } from '#web/refusal.ts'
import { Blank, Bones, Failed } from '#web/ui/blank.tsx'
import { Chip, type Tone } from '#web/ui/chip.tsx'
import { Go } from '#web/ui/link.tsx'
import { PageHead, Section, Sheet } from '#web/ui/page.tsx'
import { Bdi, Moment } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './importing.module.css'
import outcome from './outcome.module.css'

/** Brings a file in, and shows what was brought before. */
export function ImportsPage() {
  const t = useWords('importing')
  const may = useMay()
  return (
    <Sheet label={t('import')} narrow>
      <PageHead title={t('import')}>{t('import_hint')}</PageHead>
      {may('importing.run') && <Drop />}
      <Section title={t('history')}>
        <History />
      </Section>
    </Sheet>
  )
}

const mostBytes = 10 * 1024 * 1024

function Drop() {
  const t = useWords('importing')
  const say = useWords('refusals')
  const go = useGo()
  const field = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const upload = useMutation({
    mutationFn: async (file: File) => {
      if (file.size > mostBytes) throw { code: 'importing.file_too_large', facts: {} }
      if (file.size === 0) throw { code: 'importing.file_empty', facts: {} }
      const content = await base64Of(file)
      return client.importing.upload({ id: newId(), fileName: file.name, content })
    },
    onSuccess: ({ id }) => go(`/import/${id}`),
  })
  const take = (files: FileList | null) => {
    const [file] = files ?? []
    if (file) upload.mutate(file)
  }
  const refused = upload.error ? refusalOf(upload.error) : undefined
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button inside is the first.
    <div
      className={outcome['drop']}
      data-over={over || undefined}
      onDragOver={(event: DragEvent) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event: DragEvent) => {
        event.preventDefault()
        setOver(false)
        take(event.dataTransfer.files)
      }}
    >
      <span className={outcome['dropArt']} aria-hidden="true">
        <IconFileSpreadsheet size={30} stroke={1.5} />
      </span>
      <div>
        <h2>{t('drop')}</h2>
        <p>{t('drop_hint')}</p>
        {refused && (
          <p role="alert" className={css['bad']}>
            {say(refused.code, refused.facts)}
          </p>
        )}
      </div>
      <input
        ref={field}
        type="file"
        hidden
        accept=".xlsx,.csv,.txt,.tsv,.xls"
        aria-label={t('choose')}
        onChange={(event) => {
          take(event.currentTarget.files)
          event.currentTarget.value = ''
        }}
      />
      <Button loading={upload.isPending} onClick={() => field.current?.click()}>
        {t('choose')}
      </Button>
      <span className="visually-hidden" role="status">
        {upload.isPending ? t('reading') : ''}
      </span>
    </div>
  )
}

const tones: Record<ImportState, Tone> = {
  review: 'info',
  running: 'brand',
  done: 'good',
  undoing: 'plain',
  undone: 'plain',
}

function History() {
  const t = useWords('importing')
  const ui = useWords('ui')
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: [...api.importing.list.key(), 'page'],
    queryFn: ({ pageParam }) =>
      client.importing.list({ limit: 20, ...(pageParam ? { cursor: pageParam } : {}) }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  })
  const rows = data?.pages.flatMap((page) => page.rows) ?? []
  if (isPending) return <Bones rows={3} />
  if (error && rows.length === 0) return <Failed error={error} onRetry={() => void refetch()} />
  if (rows.length === 0)
    return (
      <Blank icon={<IconFileImport size={30} />} tone="plain" title={t('none_yet')}>
        {t('none_yet_hint')}
      </Blank>
    )
  return (
    <>
      <ul className={outcome['history']}>
        {rows.map((row) => (
          <li key={row.id}>
            <Line row={row} />
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <Button variant="default" onClick={() => void fetchNextPage()}>
          {ui('more')}
        </Button>
      )}
    </>
  )
}

function Line({ row }: { row: ImportRow }) {
  const t = useWords('importing')
  const parts = (['customers', 'invoices', 'payments'] as const).flatMap((kind) =>
    row[kind] > 0 ? [t(`r_${kind}`, { count: row[kind] })] : [],
  )
  return (
    <Go to={`/import/${row.id}`} className={outcome['historyRow']}>
      <span className={outcome['historyName']}>
        <b>
          <Bdi>{row.fileName}</Bdi>
        </b>
        <small>
          <Moment value={row.createdAt} /> · {t('by', { name: row.createdBy })}
        </small>
      </span>
      <span className={outcome['historySum']}>{parts.join('، ')}</span>
      <Chip tone={tones[row.state]}>{t(`state_${row.state}`)}</Chip>
    </Go>
  )
}
