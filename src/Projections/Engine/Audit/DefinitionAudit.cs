using System.Text;
using MiyagiSensing.Domain.Events;
using Npgsql;

namespace MiyagiSensing.Projections.Engine.Audit;

/// <summary>One row for each thing that events define, with the newest definition as JSON; compared by content, since PostgreSQL writes JSON in its own way.</summary>
/// <param name="definitionOf">The key and the definition as UTF-8 JSON; null for other events.</param>
internal sealed class DefinitionAudit(Func<IDomainEvent, (string[] Key, byte[] Json)?> definitionOf) : RowAudit
{
    /// <summary>Characters of a definition that a finding shows.</summary>
    private const int Shown = 120;

    /// <summary>The definitions in the column <c>definition</c> of a table.</summary>
    public static DefinitionAudit Of<TEvent, T>(string name, string type, string table, Func<TEvent, (string[] Key, T Definition)> definitionOf, params IReadOnlyList<string> columns)
        where TEvent : class, IDomainEvent =>
        new(data => data is TEvent fact && definitionOf(fact) is var (key, definition) ? (key, ProjectionJson.Serialize(definition)) : null)
        {
            Name = name,
            Table = table,
            Key = [.. columns.Select(column => (column, "varchar"))],
            Value = "min(definition::text)",
            EventTypes = new HashSet<string> { type },
        };

    public override void Fold(IDomainEvent data, DateTimeOffset recordedAt)
    {
        if (definitionOf(data) is var (key, json))
        {
            Note(Encoding.UTF8.GetString(json), key);
        }
    }

    public override string Combine(string earlier, string later) => later;

    public override long NumberOf(string value) => 1;

    public override string Describe(string value) => value.Length <= Shown ? value : value[..Shown] + "…";

    public override async Task<bool> IsRightAsync(NpgsqlConnection connection, IReadOnlyList<string> key, string journal, string rows, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select $1::text::jsonb = $2::text::jsonb", connection)
        {
            Parameters = { new NpgsqlParameter { Value = journal }, new NpgsqlParameter { Value = rows } },
        };
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
