/*
 * Closed-loop load for one UDP server of 127.0.0.1: WINDOW askers have one request under way each, and ask
 * again as soon as they are answered. The server is always busy and never flooded, so what is measured is
 * how fast it answers.
 *
 *   load get    PORT SECONDS WINDOW COMMUNITY COLUMN ROWS       GET of one instance, the rows in turn
 *   load next   PORT SECONDS WINDOW COMMUNITY COLUMN ROWS       walks with GETNEXT
 *   load bulk:N PORT SECONDS WINDOW COMMUNITY COLUMN ROWS       walks with GETBULK, N repetitions
 *   load replay PORT SECONDS WINDOW FILE LEAST                  sends the datagram in FILE again and again
 *
 * The instances of COLUMN, an OID, are 1 to ROWS. Walkers begin spread evenly over the rows, so that what a
 * server does worse late in a table counts for what it is, and begin at the column again when they leave it.
 * SNMPv2c, but for `replay`, which takes every answer of at least LEAST octets for a right one.
 *
 * Prints one line of JSON: right answers and variable bindings a second; requests lost (no answer within
 * LOST_AFTER) and wrong answers, both in all; median and 99th percentile of the latency in microseconds.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>

enum { MAX_WINDOW = 1024, MAX_OID = 256, MAX_DATAGRAM = 65536, BATCH = 64, MAX_LATENCIES = 8 << 20 };
enum { GET = 0xa0, GET_NEXT = 0xa1, RESPONSE = 0xa2, GET_BULK = 0xa5, REPLAY = 0 };
enum { INTEGER = 0x02, OCTET_STRING = 0x04, NULL_VALUE = 0x05, OBJECT_IDENTIFIER = 0x06, SEQUENCE = 0x30 };
static const double LOST_AFTER = 0.5;

/* Contents octets of an OID. */
struct oid {
    uint8_t octets[MAX_OID];
    int length;
};

/* Who has one request under way. */
struct asker {
    uint32_t request_id; /* its number, and above it how often it has asked */
    double sent_at;
    uint32_t row;    /* of the next GET */
    struct oid name; /* where its walk is */
    uint8_t request[1024];
    int length;
};

/* The load, as the command line has it. */
static int pdu_type, repetitions, window;
static uint32_t rows;
static const char *community;
static struct oid column;
static uint8_t replayed[MAX_DATAGRAM];
static int replayed_length, least_length;

static struct asker askers[MAX_WINDOW];
static long answers, varbinds, lost, wrong;
static float latencies[MAX_LATENCIES];
static long latency_count;

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec * 1e-9;
}

static void fail(const char *what) {
    fprintf(stderr, "load: %s\n", what);
    exit(2);
}

/* ---- Encoding: a message is written from its end to its start, so every length is known when it is due. */

static int append_sub_identifier(uint8_t *out, uint32_t value) {
    int size = 1;
    for (uint32_t rest = value >> 7; rest; rest >>= 7) size++;
    for (int i = size - 1; i >= 0; i--, value >>= 7) out[i] = (value & 0x7f) | (i < size - 1 ? 0x80 : 0);
    return size;
}

static struct oid parse_oid(const char *text) {
    struct oid oid = {.length = 0};
    char *at = (char *)text;
    uint32_t first = strtoul(at, &at, 10);
    if (*at++ != '.') fail("not an OID");
    oid.length += append_sub_identifier(oid.octets, first * 40 + strtoul(at, &at, 10));
    while (*at == '.' && oid.length < MAX_OID - 10)
        oid.length += append_sub_identifier(oid.octets + oid.length, strtoul(at + 1, &at, 10));
    if (*at) fail("not an OID");
    return oid;
}

static struct oid instance(uint32_t row) {
    struct oid name = column;
    name.length += append_sub_identifier(name.octets + name.length, row);
    return name;
}

static uint8_t *prepend(uint8_t *at, const void *octets, int length) {
    return memcpy(at - length, octets, length);
}

static uint8_t *prepend_header(uint8_t *at, int tag, int length) {
    *--at = length & 0xff;
    if (length > 0xff) *--at = length >> 8;
    if (length > 0x7f) *--at = length > 0xff ? 0x82 : 0x81;
    *--at = tag;
    return at;
}

static uint8_t *prepend_integer(uint8_t *at, uint32_t value) {
    int size = 1;
    for (uint32_t rest = value >> 7; rest; rest >>= 8) size++;
    for (int i = 0; i < size; i++, value >>= 8) *--at = value & 0xff;
    return prepend_header(at, INTEGER, size);
}

/* Writes the asker's next request. */
static void encode(struct asker *asker) {
    uint8_t *end = asker->request + sizeof asker->request, *at = end;
    at = prepend_header(at, NULL_VALUE, 0);
    at = prepend(at, asker->name.octets, asker->name.length);
    at = prepend_header(at, OBJECT_IDENTIFIER, asker->name.length);
    at = prepend_header(at, SEQUENCE, end - at);
    at = prepend_header(at, SEQUENCE, end - at);
    at = prepend_integer(at, repetitions); /* error-index, max-repetitions */
    at = prepend_integer(at, 0);           /* error-status, non-repeaters */
    at = prepend_integer(at, asker->request_id);
    at = prepend_header(at, pdu_type, end - at);
    at = prepend(at, community, strlen(community));
    at = prepend_header(at, OCTET_STRING, strlen(community));
    at = prepend_integer(at, 1); /* SNMPv2c */
    at = prepend_header(at, SEQUENCE, end - at);
    asker->length = end - at;
    memmove(asker->request, at, asker->length);
}

/* ---- Decoding. */

struct reader {
    const uint8_t *at, *end;
};

/* Reads one value, which must have the tag; gives its contents, or none with at > end. */
static struct reader read_value(struct reader *reader, int tag) {
    static const struct reader nothing = {(uint8_t *)1, (uint8_t *)0};
    const uint8_t *at = reader->at, *end = reader->end;
    if (end - at < 2 || *at++ != tag) return nothing;
    long length = *at++;
    if (length > 0x7f) {
        int octets = length & 0x7f;
        for (length = 0; octets > 0 && at < end; octets--) length = length << 8 | *at++;
    }
    if (length > end - at) return nothing;
    reader->at = at + length;
    return (struct reader){at, at + length};
}

static uint32_t read_integer(struct reader *reader) {
    struct reader contents = read_value(reader, INTEGER);
    uint32_t value = 0;
    while (contents.at < contents.end) value = value << 8 | *contents.at++;
    return value;
}

/* Goes through the variable bindings in the column and counts them; the last one's name stays in `name`. */
static int read_varbinds(struct reader *reader, struct oid *name) {
    struct reader list = read_value(reader, SEQUENCE);
    int count = 0;
    while (list.at < list.end) {
        struct reader varbind = read_value(&list, SEQUENCE);
        struct reader oid = read_value(&varbind, OBJECT_IDENTIFIER);
        if (oid.at >= oid.end || oid.end - oid.at > MAX_OID) return -1;
        if (varbind.at >= varbind.end) return -1;
        int exception = *varbind.at & 0x80;
        if (exception || oid.end - oid.at <= column.length) break;
        if (memcmp(oid.at, column.octets, column.length) != 0) break;
        name->length = oid.end - oid.at;
        memcpy(name->octets, oid.at, name->length);
        count++;
    }
    return count;
}

/* Takes an answer; gives who has asked and may ask again, or nobody. */
static struct asker *take_response(const uint8_t *datagram, int length, double time) {
    struct reader reader = {datagram, datagram + length};
    struct reader message = read_value(&reader, SEQUENCE);
    read_integer(&message);
    read_value(&message, OCTET_STRING);
    struct reader pdu = read_value(&message, RESPONSE);
    uint32_t request_id = read_integer(&pdu);
    struct asker *asker = &askers[request_id % MAX_WINDOW];
    if (pdu.at > pdu.end) {
        wrong++;
        return NULL;
    }
    if (request_id != asker->request_id) return NULL; /* so late that it was taken for lost */
    uint32_t error_status = read_integer(&pdu);
    read_integer(&pdu);
    int count = error_status ? -1 : read_varbinds(&pdu, &asker->name);
    if (count < 0 || (pdu_type == GET && count != 1)) {
        wrong++;
    } else {
        answers++;
        varbinds += count;
        if (latency_count < MAX_LATENCIES) latencies[latency_count++] = time - asker->sent_at;
    }
    if (count <= 0) asker->name = column; /* the walk has come to its end */
    return asker;
}

/* ---- Sending. */

static int sock;
static struct mmsghdr out[BATCH];
static struct iovec out_octets[BATCH];
static int out_count;

static void flush(void) {
    for (int sent = 0; sent < out_count;) {
        int n = sendmmsg(sock, out + sent, out_count - sent, 0);
        if (n < 0 && errno != ECONNREFUSED) fail(strerror(errno));
        if (n > 0) sent += n;
    }
    out_count = 0;
}

static void queue(const uint8_t *datagram, int length) {
    out_octets[out_count] = (struct iovec){(void *)datagram, length};
    out[out_count].msg_hdr = (struct msghdr){.msg_iov = &out_octets[out_count], .msg_iovlen = 1};
    if (++out_count == BATCH) flush();
}

static void ask(struct asker *asker) {
    asker->sent_at = now();
    if (pdu_type == REPLAY) {
        queue(replayed, replayed_length);
        return;
    }
    asker->request_id = (asker->request_id + MAX_WINDOW) & 0x7fffffff;
    if (pdu_type == GET) {
        asker->name = instance(asker->row);
        asker->row = asker->row % rows + 1;
    }
    encode(asker);
    queue(asker->request, asker->length);
}

/* Datagrams that are all alike have no number: the one that has waited longest is taken to be answered. */
static struct asker *take_replayed(int length, double time) {
    static int oldest;
    struct asker *asker = &askers[oldest];
    oldest = (oldest + 1) % window;
    if (length < least_length) {
        wrong++;
    } else {
        answers++;
        if (latency_count < MAX_LATENCIES) latencies[latency_count++] = time - asker->sent_at;
    }
    return asker;
}

static void ask_again_for_lost(double time) {
    for (int i = 0; i < window; i++) {
        if (time - askers[i].sent_at < LOST_AFTER) continue;
        lost++;
        ask(&askers[i]);
    }
    flush();
}

static void run(double seconds) {
    static uint8_t in[BATCH][MAX_DATAGRAM];
    static struct mmsghdr in_messages[BATCH];
    static struct iovec in_octets[BATCH];
    for (int i = 0; i < BATCH; i++) {
        in_octets[i] = (struct iovec){in[i], MAX_DATAGRAM};
        in_messages[i].msg_hdr = (struct msghdr){.msg_iov = &in_octets[i], .msg_iovlen = 1};
    }
    double began = now(), checked = began, time = began;
    for (int i = 0; i < window; i++) {
        askers[i].request_id = i;
        askers[i].row = (uint64_t)rows * i / window + 1;
        askers[i].name = instance(askers[i].row);
        ask(&askers[i]);
    }
    flush();
    while (time - began < seconds) {
        int received = recvmmsg(sock, in_messages, BATCH, MSG_WAITFORONE, NULL);
        time = now();
        for (int i = 0; i < received; i++) {
            int length = in_messages[i].msg_len;
            struct asker *asker =
                pdu_type == REPLAY ? take_replayed(length, time) : take_response(in[i], length, time);
            if (asker) ask(asker);
        }
        flush();
        if (time - checked > LOST_AFTER / 4) {
            checked = time;
            ask_again_for_lost(time);
        }
    }
    seconds = time - began;
    printf("{\"answers\":%.1f,\"varbinds\":%.1f,\"lost\":%ld,\"wrong\":%ld", answers / seconds,
           varbinds / seconds, lost, wrong);
}

static void connect_to(int port) {
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port)};
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int room = 8 << 20;
    struct timeval patience = {.tv_usec = LOST_AFTER / 4 * 1e6};
    sock = socket(AF_INET, SOCK_DGRAM, 0);
    setsockopt(sock, SOL_SOCKET, SO_RCVBUF, &room, sizeof room);
    setsockopt(sock, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (sock < 0 || connect(sock, (struct sockaddr *)&to, sizeof to) < 0) fail(strerror(errno));
}

static int ascending(const void *a, const void *b) {
    float x = *(const float *)a, y = *(const float *)b;
    return (x > y) - (x < y);
}

static double percentile(int n) {
    return latency_count ? latencies[latency_count * n / 100] * 1e6 : 0;
}

int main(int argc, char **argv) {
    const char *mode = argc > 1 ? argv[1] : "";
    int is_replay = strcmp(mode, "replay") == 0;
    if (argc != (is_replay ? 7 : 8)) fail("see the head of load.c for its arguments");
    window = atoi(argv[4]);
    if (window < 1 || window > MAX_WINDOW) fail("WINDOW is 1 to 1024");
    if (is_replay) {
        FILE *file = fopen(argv[5], "rb");
        if (!file) fail("FILE cannot be read");
        replayed_length = fread(replayed, 1, sizeof replayed, file);
        least_length = atoi(argv[6]);
    } else {
        if (strcmp(mode, "get") == 0) pdu_type = GET;
        else if (strcmp(mode, "next") == 0) pdu_type = GET_NEXT;
        else if (sscanf(mode, "bulk:%d", &repetitions) == 1) pdu_type = GET_BULK;
        else fail("what load is that?");
        community = argv[5];
        column = parse_oid(argv[6]);
        rows = strtoul(argv[7], NULL, 10);
    }
    connect_to(atoi(argv[2]));
    run(atof(argv[3]));
    qsort(latencies, latency_count, sizeof *latencies, ascending);
    printf(",\"p50\":%.1f,\"p99\":%.1f}\n", percentile(50), percentile(99));
    return 0;
}
