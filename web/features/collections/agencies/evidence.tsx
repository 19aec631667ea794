import { ActionIcon, Button, Select } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type EvidencePack, type PaperKind, paperKinds } from '#core/collections/evidence-api.ts'
import { api, client } from '#web/client.ts'
import { newId } from '#web/new-id.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { Section } from '#web/ui/page.tsx'
import { Bdi, Moment } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { useChange } from '../use-change.ts'
import css from './agencies.module.css'
import { FilePick } from './parts.tsx'

/** The packs of evidence of a customer, and the papers that join the next one. */
export function Evidence({ customerId, referralId }: { customerId: string; referralId?: string }) {
  const t = useWords('agencies')
  const { data, error, refetch } = useQuery({
    ...api.collections.evidence.queryOptions({ input: { id: customerId } }),
    // A pack takes seconds: it is looked for until it is there.
    refetchInterval: ({ state }) =>
      state.data?.packs.some((pack) => pack.state === 'queued') ? 2000 : false,
  })
  const make = useChange(client.collections.makeEvidence, () => toast.said(t('evidence_asked')))
  const ask = () =>
    make.mutate({ id: newId(), customerId, invoiceIds: [], ...(referralId && { referralId }) })
  return (
    <>
      <Section
        title={t('evidence')}
        hint={t('evidence_hint')}
        actions={
          <Button variant="default" loading={make.isPending} onClick={ask}>
            {t('evidence_make')}
          </Button>
        }
      >
        {error && <Failed error={error} onRetry={() => void refetch()} />}
        {!data && !error && <Bones rows={2} />}
        {data?.packs.length === 0 && <p className="muted">{t('evidence_none')}</p>}
        <ul className={css['lines']}>
          {data?.packs.map((pack) => (
            <Pack key={pack.id} pack={pack} />
          ))}
        </ul>
      </Section>
      {data && <Papers customerId={customerId} papers={data.papers} />}
    </>
  )
}

function Pack({ pack }: { pack: EvidencePack }) {
  const t = useWords('agencies')
  const open = useChange(client.collections.evidenceLink, ({ link }) =>
    window.location.assign(link),
  )
  return (
    <li className={css['line']}>
      <div>
        <Moment value={pack.madeAt ?? pack.askedAt} />
        <small>
          {t('evidence_by', { by: pack.askedBy })}
          {pack.files !== null && ` · ${t('evidence_files', { count: pack.files })}`}
        </small>
        {pack.sha256 && (
          <small dir="ltr" style={{ overflowWrap: 'anywhere' }}>
            SHA-256 {pack.sha256}
          </small>
        )}
      </div>
      {pack.state === 'queued' && <span className="muted">{t('evidence_queued')}</span>}
      {pack.state === 'failed' && <span className="muted">{t('evidence_failed')}</span>}
      {pack.state === 'ready' && (
        <Button
          variant="default"
          loading={open.isPending}
          onClick={() => open.mutate({ id: pack.id })}
        >
          {t('evidence_download')}
        </Button>
      )}
    </li>
  )
}

type PapersProps = Readonly<{
  customerId: string
  papers: readonly Readonly<{
    id: string
    kind: PaperKind
    name: string
    invoiceNumber: string | null
    addedBy: string
  }>[]
}>

function Papers({ customerId, papers }: PapersProps) {
  const t = useWords('agencies')
  const [kind, setKind] = useState<PaperKind>('delivery')
  const add = useChange(client.collections.addPaper)
  const remove = useChange(client.collections.removePaper)
  return (
    <Section title={t('papers')}>
      {papers.length === 0 && <p className="muted">{t('papers_none')}</p>}
      <ul className={css['lines']}>
        {papers.map((paper) => (
          <li key={paper.id} className={css['line']}>
            <div>
              {t(`paper_${paper.kind}`)}
              <small>
                <bdi dir="ltr">{paper.name}</bdi> · <Bdi>{paper.addedBy}</Bdi>
              </small>
            </div>
            <ActionIcon
              variant="subtle"
              aria-label={t('paper_remove', { name: paper.name })}
              onClick={() => remove.mutate({ id: paper.id })}
            >
              <IconTrash size={16} />
            </ActionIcon>
          </li>
        ))}
      </ul>
      <div className={css['acts']}>
        <Select
          aria-label={t('paper_kind')}
          data={paperKinds.map((value) => ({ value, label: t(`paper_${value}`) }))}
          value={kind}
          allowDeselect={false}
          onChange={(value) => setKind(paperKinds.find((each) => each === value) ?? 'other')}
        />
        <FilePick
          label={t('paper_add')}
          busy={add.isPending}
          onFile={(file) => add.mutate({ id: newId(), customerId, kind, file })}
        />
      </div>
    </Section>
  )
}
