namespace MiyagiSensing.Gateway.Sessions;

/// <summary>Which sessions are open, by client identifier and by device. Safe for any thread; bounded by the connections of the server.</summary>
internal sealed class OpenSessions
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, DeviceSession> _byClientId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _countByDevice = new(StringComparer.Ordinal);

    /// <summary>
    /// Notes a session. Client identifiers are free, but a device may not take over another one's session by using its identifier: false when another device holds it, unless the identifier is the
    /// device's own id.
    /// </summary>
    public bool TryOpen(string clientId, DeviceSession session)
    {
        lock (_gate)
        {
            if (_byClientId.TryGetValue(clientId, out var holder) && holder.Device != session.Device && clientId != session.Device)
            {
                return false;
            }

            _byClientId[clientId] = session;
            _countByDevice[session.Device] = _countByDevice.GetValueOrDefault(session.Device) + 1;
            return true;
        }
    }

    /// <summary>Notes the end of a session; true when it was the device's last one.</summary>
    public bool Close(string clientId, DeviceSession session)
    {
        lock (_gate)
        {
            // After a take-over the identifier belongs to the newer session already.
            if (_byClientId.TryGetValue(clientId, out var holder) && ReferenceEquals(holder, session))
            {
                _byClientId.Remove(clientId);
            }

            var left = _countByDevice.GetValueOrDefault(session.Device) - 1;
            if (left > 0)
            {
                _countByDevice[session.Device] = left;
                return false;
            }

            _countByDevice.Remove(session.Device);
            return true;
        }
    }
}
