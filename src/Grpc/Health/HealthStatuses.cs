using System.Runtime.CompilerServices;
using ServingStatus = MiyagiSensing.Grpc.Health.HealthCheckResponse.Types.ServingStatus;

namespace MiyagiSensing.Grpc.Health;

/// <summary>What the health service tells: a status for each service, and one for the server as a whole. Safe for concurrent use.</summary>
public sealed class HealthStatuses
{
    /// <summary>Name that stands for the server as a whole.</summary>
    public const string WholeServer = "";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, ServingStatus> _statuses = new(StringComparer.Ordinal) { [WholeServer] = ServingStatus.NotServing };
    private TaskCompletionSource _changed = NewSignal();

    /// <summary>Sets a service's status; a service not set before becomes known. The whole server starts as not serving.</summary>
    public void Set(string service, ServingStatus status)
    {
        TaskCompletionSource told;
        lock (_gate)
        {
            if (_statuses.TryGetValue(service, out var before) && before == status)
            {
                return;
            }

            _statuses[service] = status;
            told = _changed;
            _changed = NewSignal();
        }

        told.SetResult();
    }

    /// <summary>A service's present status; null when the service is not known.</summary>
    public ServingStatus? Find(string service)
    {
        lock (_gate)
        {
            return _statuses.TryGetValue(service, out var status) ? status : null;
        }
    }

    /// <summary>
    /// The present status, then each other one, until cancelled; <see cref="ServingStatus.ServiceUnknown"/> while the service is not known. A slow reader
    /// gets the newest, not every one.
    /// </summary>
    public async IAsyncEnumerable<ServingStatus> WatchAsync(string service, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ServingStatus? told = null;
        while (true)
        {
            ServingStatus status;
            Task change;
            lock (_gate)
            {
                status = _statuses.GetValueOrDefault(service, ServingStatus.ServiceUnknown);
                change = _changed.Task;
            }

            if (status != told)
            {
                told = status;
                yield return status;
            }

            await change.WaitAsync(cancellationToken);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
