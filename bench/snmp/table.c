/*
 * A module of Net-SNMP's snmpd (dlmod): one column of BENCH_ROWS rows, 1.3.6.1.4.1.32473.9.N.1.2.ROW, a
 * Gauge32 that is the row's number, twice:
 *
 *   N = 1  by the helper most tables of agents are made with, table_data_set: rows are a linked list
 *   N = 2  by the helper for large tables, tdata: rows are a sorted container
 *
 *   gcc -shared -fPIC $(net-snmp-config --base-cflags) -o benchTable.so table.c
 */
#include <net-snmp/net-snmp-config.h>
#include <net-snmp/net-snmp-includes.h>
#include <net-snmp/agent/net-snmp-agent-includes.h>

enum { VALUE_COLUMN = 2 };

static netsnmp_handler_registration *registration(const char *name, oid table, Netsnmp_Node_Handler *handler) {
    oid root[] = {1, 3, 6, 1, 4, 1, 32473, 9, table};
    return netsnmp_create_handler_registration(name, handler, root, OID_LENGTH(root), HANDLER_CAN_RONLY);
}

static void make_list(long rows) {
    netsnmp_table_data_set *set = netsnmp_create_table_data_set("benchList");
    netsnmp_table_dataset_add_index(set, ASN_INTEGER);
    netsnmp_table_set_add_default_row(set, VALUE_COLUMN, ASN_GAUGE, 0, NULL, 0);
    netsnmp_register_table_data_set(registration("benchList", 1, NULL), set, NULL);
    for (long n = 1; n <= rows; n++) {
        netsnmp_table_row *row = netsnmp_create_table_data_row();
        u_long value = n;
        netsnmp_table_row_add_index(row, ASN_INTEGER, &n, sizeof n);
        netsnmp_set_row_column(row, VALUE_COLUMN, ASN_GAUGE, &value, sizeof value);
        netsnmp_table_dataset_add_row(set, row);
    }
}

/* The tdata helper finds the rows; their values are for us to give. */
static int give_values(netsnmp_mib_handler *handler, netsnmp_handler_registration *reginfo,
                       netsnmp_agent_request_info *info, netsnmp_request_info *requests) {
    for (netsnmp_request_info *request = requests; request; request = request->next) {
        u_long *value = netsnmp_tdata_extract_entry(request);
        if (value) snmp_set_var_typed_value(request->requestvb, ASN_GAUGE, value, sizeof *value);
        else netsnmp_set_request_error(info, request, SNMP_NOSUCHINSTANCE);
    }
    return SNMP_ERR_NOERROR;
}

static void make_sorted(long rows) {
    netsnmp_tdata *table = netsnmp_tdata_create_table("benchSorted", 0);
    netsnmp_table_registration_info *info = SNMP_MALLOC_TYPEDEF(netsnmp_table_registration_info);
    netsnmp_table_helper_add_indexes(info, ASN_INTEGER, 0);
    info->min_column = info->max_column = VALUE_COLUMN;
    netsnmp_tdata_register(registration("benchSorted", 2, give_values), table, info);
    for (long n = 1; n <= rows; n++) {
        netsnmp_tdata_row *row = netsnmp_tdata_create_row();
        u_long *value = SNMP_MALLOC_TYPEDEF(u_long);
        *value = n;
        row->data = value;
        netsnmp_tdata_row_add_index(row, ASN_INTEGER, &n, sizeof n);
        netsnmp_tdata_add_row(table, row);
    }
}

/* Called by snmpd after "dlmod benchTable". */
void init_benchTable(void) {
    const char *rows = getenv("BENCH_ROWS");
    long count = rows ? atol(rows) : 1000;
    make_list(count);
    make_sorted(count);
}
