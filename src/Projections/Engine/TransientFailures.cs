using System.Net.Sockets;
using Npgsql;

namespace MiyagiSensing.Projections.Engine;

/// <summary>Tells a server that is away, which is waited for, from an event that can't be taken in, at which a projection stops.</summary>
internal static class TransientFailures
{
    /// <summary>True when the same work may well succeed later without anybody's doing.</summary>
    public static bool Includes(Exception exception) => exception switch
    {
        // Classes of SQLSTATE: 08 connection, 40 rollback, 53 resources, 55 lock not available, 57 operator, 58 system.
        PostgresException postgres => postgres.IsTransient || postgres.SqlState[..2] is "08" or "40" or "53" or "55" or "57" or "58",
        NpgsqlException or HttpRequestException or IOException or TimeoutException or SocketException or OperationCanceledException => true,
        CheckpointMovedException => true,
        { InnerException: { } inner } => Includes(inner),
        _ => false,
    };
}
