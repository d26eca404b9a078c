using System.Text.Json;
using Npgsql;

namespace MiyagiSensing.Chaos.Audit;

/// <summary>What a read model must say after the events so far. A new read model is audited by one more of these in <see cref="Auditor"/>.</summary>
internal interface IReadModelAudit
{
    /// <summary>Takes a stored value in, in the order of the store.</summary>
    void Fold(in StoredValue value)
    {
    }

    /// <summary>Takes another event in, in the order of the store.</summary>
    void Fold(string type, string stream, JsonElement data, Findings findings)
    {
    }

    /// <summary>Compares the tables with what was folded.</summary>
    Task CompareAsync(NpgsqlConnection connection, Findings findings, CancellationToken cancellationToken);
}
