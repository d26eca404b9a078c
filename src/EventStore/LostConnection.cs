using System.Data;
using Npgsql;

namespace MiyagiSensing.EventStore;

/// <summary>Tells the loss of a connection from a mistake of ours.</summary>
internal static class LostConnection
{
    /// <summary>
    /// True for whatever PostgreSQL or the way to it has brought about. A connection that was lost while nobody used it (its keep-alive has noticed) says so by an <see cref="InvalidOperationException"/>.
    /// </summary>
    public static bool Explains(Exception exception, NpgsqlConnection? connection) =>
        exception is NpgsqlException || (exception is InvalidOperationException && connection?.State != ConnectionState.Open);
}
