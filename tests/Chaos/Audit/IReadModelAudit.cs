using System.Text.Json;
using MiyagiSensing.Chaos.Load;
using Npgsql;

namespace MiyagiSensing.Chaos.Audit;

/// <summary>What a read model must say after the events so far. A new read model is audited by one more of these in <see cref="Auditor"/>.</summary>
internal interface IReadModelAudit
{
    /// <summary>Takes a message of a device's own log in, which was acknowledged.</summary>
    void Acknowledged(string device, Message message)
    {
    }

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
