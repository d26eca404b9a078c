namespace MiyagiSensing.Mqtt.Server.Connections;

/// <summary>Packet identifiers of the QoS 1 messages that a client has not acknowledged yet. Safe for any thread.</summary>
internal sealed class OutgoingWindow(int maximum)
{
    private readonly Lock _gate = new();
    private readonly HashSet<ushort> _inFlight = [];
    private ushort _last;

    /// <summary>Takes a free identifier; false when <c>maximum</c> (at most 65,535) are in flight.</summary>
    public bool TryTake(out ushort packetId)
    {
        packetId = 0;
        lock (_gate)
        {
            if (_inFlight.Count >= maximum)
            {
                return false;
            }

            do
            {
                _last = _last == ushort.MaxValue ? (ushort)1 : (ushort)(_last + 1);
            }
            while (!_inFlight.Add(_last));

            packetId = _last;
            return true;
        }
    }

    /// <summary>Gives an identifier back; one that is not in flight is ignored.</summary>
    public void Release(ushort packetId)
    {
        lock (_gate)
        {
            _inFlight.Remove(packetId);
        }
    }
}
