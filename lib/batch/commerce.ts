import type { EventData } from "./event-fields";

/**
 * The commerce event's type as outputs see it, made from its action.
 * https://docs.mparticle.com/developers/server/json-reference (CommerceEvent)
 */
export function commerceType(data: EventData<"commerce_event">): string {
  const action = data.product_action?.action;
  if (action) return action === "remove_from_wish_list" ? "remove_from_wishlist" : action;
  const promotion = data.promotion_action?.action;
  return promotion ? `promotion_${promotion}` : "impression";
}
