import { expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import type { WantedProposals } from '../../state/jobs/detect/open-proposals';
import { ProposalPicker, type ProposalPickerProps } from './ProposalPicker';

async function openPicker(props: Partial<ProposalPickerProps> = {}) {
  const onChoose = vi.fn<(wanted: WantedProposals) => void>();
  const onCancel = vi.fn<() => void>();
  const screen = await render(
    <ProposalPicker
      chosen={{ kind: 'selective-search' }}
      status={{ kind: 'idle' }}
      network={null}
      onChoose={onChoose}
      onCancel={onCancel}
      {...props}
    />,
  );
  return { ...screen, onChoose, onCancel };
}

it('says how large a network is, and under which licence, before it is fetched, and fetches it by one choice', async () => {
  const { getByRole, onChoose } = await openPicker();
  await getByRole('combobox', { name: 'Regions from' }).selectOptions('D-FINE S (COCO), 41.5 MB, Apache-2.0');
  expect(onChoose).toHaveBeenCalledExactlyOnceWith({ kind: 'known', id: 'dfine-s-coco' });
});

it('takes a file', async () => {
  const { container, onChoose } = await openPicker();
  const file = new File(['onnx'], 'mine.onnx');
  await userEvent.upload(container.querySelector('input')!, file);
  expect(onChoose).toHaveBeenCalledExactlyOnceWith({ kind: 'file', name: 'mine.onnx', file });
});

it('goes back to a file that is open, and says where boxes and names come from', async () => {
  const network = { network: 'mine.onnx', title: 'mine.onnx', bytes: 10, classes: 17 };
  const { getByRole, onChoose, rerender, getByText } = await openPicker({ network });
  await getByRole('combobox').selectOptions('mine.onnx');
  expect(onChoose).toHaveBeenCalledExactlyOnceWith({ kind: 'open', network: 'mine.onnx' });
  await rerender(
    <ProposalPicker
      chosen={{ kind: 'network', network: 'mine.onnx' }}
      status={{ kind: 'idle' }}
      network={network}
      onChoose={onChoose}
      onCancel={() => {}}
    />,
  );
  await expect.element(getByRole('combobox')).toHaveValue('mine.onnx');
  await expect.element(getByText(/Proposals by mine.onnx.*17 classes.*CLIP names them/u)).toBeVisible();
});

it('shows how far the download is with the time left, and cancels it', async () => {
  const progress = {
    stage: 'Downloading D-FINE S (COCO)',
    done: 10e6,
    total: 41.5e6,
    unit: 'bytes',
    perSecond: 1e6,
    secondsLeft: 31.5,
  } as const;
  const { getByText, getByRole, onCancel } = await openPicker({ status: { kind: 'opening', progress } });
  await expect.element(getByText('Downloading D-FINE S (COCO): 10.0 MB of 41.5 MB, 1.0 MB/s, 32 s left')).toBeVisible();
  await getByRole('button', { name: 'Cancel the network' }).click();
  expect(onCancel).toHaveBeenCalledOnce();
});

it('says what is wrong with a file where one looks', async () => {
  const error = { code: 'bundle-mismatch', message: 'It takes images.', hint: 'Take another export.' } as const;
  const { getByRole } = await openPicker({ status: { kind: 'failed', error } });
  await expect.element(getByRole('alert')).toHaveTextContent('It takes images. Take another export.');
});
