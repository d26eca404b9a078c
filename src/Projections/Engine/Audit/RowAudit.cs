namespace MiyagiSensing.Projections.Engine.Audit;

/// <summary>Something that the journal and a projection's rows must agree on, counted on both sides by SQL that shares nothing with the projector.</summary>
/// <param name="Name">What is counted, for people, for example <c>devices registered</c>.</param>
/// <param name="JournalSql">One bigint from the event store; <c>$1</c> is the projection's position.</param>
/// <param name="RowsSql">One bigint from the projection's tables, without parameters.</param>
internal sealed record RowAudit(string Name, string JournalSql, string RowsSql)
{
    /// <summary>Streams of a kind that hold an event of a type up to the position, against the rows of a table. Finds the streams by name and the event by the stream's index.</summary>
    public static RowAudit OfStreams(string name, string prefix, string type, string table) => new(
        name,
        $"""
        select count(*) from mt_streams s where starts_with(s.id, '{prefix}')
            and exists (select from mt_events e where e.stream_id = s.id and e.type = '{type}' and e.seq_id <= $1)
        """,
        $"select count(*) from {table}");
}
