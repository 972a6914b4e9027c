import type { Transitions } from '#kernel/transitions.js';

/** The ways to a person: the list of messages in the product, e-mail, and the organization's own webhook. */
export const channels = ['IN_APP', 'EMAIL', 'WEBHOOK'] as const;
export type Channel = (typeof channels)[number];

export const deliveryStates = ['QUEUED', 'SENT', 'DELIVERED', 'SEEN', 'FAILED', 'CANCELLED'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/**
 * The life of a delivery. Whoever opens it has proved that it arrived, whatever was reported before; so SEEN can follow
 * everything that may have left the house.
 */
export const deliveryTransitions: Transitions<DeliveryState> = {
  QUEUED: ['SENT', 'DELIVERED', 'SEEN', 'FAILED', 'CANCELLED'],
  SENT: ['DELIVERED', 'SEEN', 'FAILED'],
  DELIVERED: ['SEEN'],
  FAILED: ['SEEN'],
  SEEN: [],
  CANCELLED: [],
};

/** Why a delivery failed. */
export type DeliveryFailure = 'NO_ADDRESS' | 'CHANNEL_OFF' | 'REJECTED' | 'UNREACHABLE' | 'REPORTED';
