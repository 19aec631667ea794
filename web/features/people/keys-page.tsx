import { Button } from '@mantine/core'
import { IconKey, IconPlus } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { CreateApiKey } from '#core/people/api.ts'
import { api, client } from '#web/client.ts'
import { newId } from '#web/new-id.ts'
import { Blank, Bones, Failed } from '#web/ui/blank.tsx'
import { Chip } from '#web/ui/chip.tsx'
import { TextField } from '#web/ui/form/fields.tsx'
import { FormFields } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { PageHead, Section, Sheet } from '#web/ui/page.tsx'
import { Question } from '#web/ui/question.tsx'
import { Bdi, Code, Moment } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { GrantsField } from './grants-field.tsx'
import css from './people.module.css'
import { useChange } from './use-change.ts'

type Key = Awaited<ReturnType<typeof client.people.apiKeys>>['rows'][number]

/** The keys by which other programs enter; each is shown once. */
export function KeysPage() {
  const t = useWords('people')
  const [making, setMaking] = useState(false)
  const [secret, setSecret] = useState<string | null>(null)
  const { data, error, refetch } = useQuery(api.people.apiKeys.queryOptions({ input: {} }))
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  const add = !making && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setMaking(true)}>
      {t('key_new')}
    </Button>
  )
  const made = (shown: string) => {
    setSecret(shown)
    setMaking(false)
  }
  return (
    <Sheet label={t('keys')} narrow>
      <PageHead title={t('keys')} actions={add}>
        {t('keys_hint')}
      </PageHead>
      {secret && (
        <Section title={t('key_once')} hint={t('key_once_hint')}>
          <output className={css['secret']}>
            <Code copy>{secret}</Code>
          </output>
        </Section>
      )}
      {making && (
        <Section title={t('key_new')}>
          <NewKey onMade={made} onCancel={() => setMaking(false)} />
        </Section>
      )}
      {!data && <Bones rows={3} />}
      {data?.rows.length === 0 && !making && (
        <Blank icon={<IconKey size={28} />} title={t('no_keys')}>
          {t('no_keys_hint')}
        </Blank>
      )}
      <ul className={css['rows']}>
        {data?.rows.map((key) => (
          <KeyLine key={key.id} line={key} />
        ))}
      </ul>
    </Sheet>
  )
}

function NewKey({ onMade, onCancel }: { onMade: (secret: string) => void; onCancel: () => void }) {
  const t = useWords('people')
  const queries = useQueryClient()
  const [id] = useState(() => newId())
  const form = useForm({
    schema: CreateApiKey,
    initial: { id, name: '', grants: {} },
    save: async (wanted) => {
      const { secret } = await client.people.createApiKey(wanted)
      await queries.invalidateQueries({ queryKey: api.people.apiKeys.key() })
      onMade(secret)
    },
  })
  return (
    <FormFields form={form} submit={t('key_create')} onCancel={onCancel}>
      <TextField path="name" label={t('key_name')} />
      <GrantsField path="grants" />
    </FormFields>
  )
}

function KeyLine({ line }: { line: Key }) {
  const t = useWords('people')
  const [asking, setAsking] = useState(false)
  const revoke = useChange(
    () => client.people.revokeApiKey({ id: line.id }),
    () => setAsking(false),
  )
  return (
    <li className={css['row']}>
      <div>
        <b>
          <Bdi>{line.name}</Bdi>
        </b>
        <small>
          {t('key_prefix')} <Code>{line.prefix}</Code> · {t('key_used')}:{' '}
          {line.lastUsedAt ? <Moment value={line.lastUsedAt} /> : t('key_unused')}
        </small>
      </div>
      {line.revokedAt ? (
        <Chip tone="void">{t('key_is_revoked')}</Chip>
      ) : (
        <Button variant="default" onClick={() => setAsking(true)}>
          {t('key_revoke')}
        </Button>
      )}
      <Question
        open={asking}
        onClose={() => setAsking(false)}
        title={t('key_revoke_ask', { name: line.name })}
        yes={t('key_revoke')}
        grave
        busy={revoke.isPending}
        onYes={() => revoke.mutate(undefined)}
      >
        {t('key_revoke_hint')}
      </Question>
    </li>
  )
}
