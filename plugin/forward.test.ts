import { expect, test } from 'vitest';
import type { Connection } from './connection.ts';
import { forwardTo } from './forward.ts';
import type { Inventory } from './inventory.ts';

const without = (reason: string, message: string): Promise<unknown> => {
  const status = { conditions: [{ type: 'Ready', status: 'True', reason, message }] };
  const inventory = { service: { metadata: { name: 'a', namespace: 'ns' }, status }, pods: [] };
  return forwardTo({ namespace: 'ns' } as Connection, inventory as unknown as Inventory);
};

test('who wants to speak to a service that sleeps is told how to wake it', async () => {
  const told = without('Sleeping', 'No pod runs.');
  await expect(told).rejects.toThrow('No pod of a is ready: Sleeping: No pod runs. Only requests');
  await expect(told).rejects.toThrow('kubectl annotate scaledobject a -n ns autoscaling.keda.sh/force-activation=true');
});

test('otherwise, where to look', async () => {
  await expect(without('Starting', 'The pods are starting.')).rejects.toThrow('(kubectl tts status a -n ns)');
});
