using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace MiyagiSensing.Mqtt.Server;

/// <summary>The sessions that are connected now, by client identifier. Safe for any thread.</summary>
public sealed class MqttSessions
{
    private readonly ConcurrentDictionary<string, ClientSession> _byClientId = new(StringComparer.Ordinal);

    /// <summary>Number of connected sessions.</summary>
    public int Count => _byClientId.Count;

    /// <summary>Finds a session by its exact client identifier.</summary>
    /// <returns>False when no such client is connected.</returns>
    public bool TryFind(string clientId, [NotNullWhen(true)] out ClientSession? session) => _byClientId.TryGetValue(clientId, out session);

    /// <summary>Closes the session of a client, for example because its credential is revoked.</summary>
    /// <returns>False when no such client is connected.</returns>
    public bool TryClose(string clientId, MqttReasonCode reason)
    {
        if (!_byClientId.TryGetValue(clientId, out var session))
        {
            return false;
        }

        session.Close(reason);
        return true;
    }

    /// <summary>The sessions connected at the moment of the call, in no particular order; a copy.</summary>
    public IReadOnlyCollection<ClientSession> Snapshot() => [.. _byClientId.Values];

    internal bool TryAdd(ClientSession session) => _byClientId.TryAdd(session.ClientId, session);

    internal void Remove(ClientSession session) => _byClientId.TryRemove(new KeyValuePair<string, ClientSession>(session.ClientId, session));
}
