import { defineHandler } from '../generated/messaging-kpi-mib.gen.ts';

// Where the measurements of MESSAGING-KPI-MIB come from, if a source of type handler reads them. Written once by
// kpi1 build and never changed by it. What is undefined, or throws, has no value.
export default defineHandler({
  scalars: {
    // Running total, in messages: SIP MESSAGE requests received that carry a CPM pager mode message.
    cpmMessages: () => undefined,
    // Running total, in messages: SIP MESSAGE requests answered with a final response of the 2xx class.
    cpmMessagesAccepted: () => undefined,
    // Running total, in messages: SIP MESSAGE requests answered 408, 500, 503 or 504.
    cpmMessagesIneffective: () => undefined,
    // Running total, in messages: CPM messages whose sender asked for a delivery notification (RFC 5438).
    cpmReportsRequested: () => undefined,
    // Running total, in notifications: Delivery notifications with status delivered (RFC 5438).
    cpmReportsDelivered: () => undefined,
    // Running total, in milliseconds: Sum, over the notifications counted in cpmReportsDelivered, of the time
    // from the message to its notification.
    cpmDeliveryTime: () => undefined,
    // In messages: CPM messages stored because their recipient cannot be reached.
    cpmDeferredMessages: () => undefined,
    // Running total, in requests: SIP INVITE requests received for a CPM session or a large message.
    cpmSessions: () => undefined,
    // Running total, in requests: SIP INVITE requests for a CPM session or a large message answered 200.
    cpmSessionsEstablished: () => undefined,
    // Running total, in requests: XCAP PUT and DELETE requests on address books and personal contact cards.
    cabUpdates: () => undefined,
    // Running total, in requests: XCAP PUT and DELETE requests answered with a status of the 2xx class.
    cabUpdatesAccepted: () => undefined,
    // Running total, in requests: XCAP GET requests on address books and personal contact cards.
    cabRetrievals: () => undefined,
    // Running total, in requests: XCAP GET requests answered 200, or 304 because the client's copy is still
    // good.
    cabRetrievalsAnswered: () => undefined,
    // Running total, in requests: XCAP requests of any method answered with a status of the 5xx class.
    cabServerErrors: () => undefined,
    // Running total, in notifications: SIP NOTIFY requests sent to tell a client of a change in an address
    // book.
    cabNotifications: () => undefined,
    // Running total, in notifications: SIP NOTIFY requests of a change that the client answered with a
    // response of the 2xx class.
    cabNotificationsAccepted: () => undefined,
  },
});
